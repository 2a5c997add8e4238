// A lost session shows as a redirect to the sign-in page. What was typed is kept by form-guard; the person signs in
// and comes back to where they were.
const SIGN_IN = "/sign-in";

/** True, and on the way to the sign-in page, when a response came from there. */
export function wentToSignIn(response: Response): boolean {
  if (!response.redirected || new URL(response.url).pathname !== SIGN_IN) return false;
  const here = location.pathname + location.search;
  location.assign(`${SIGN_IN}?next=${encodeURIComponent(here)}`);
  return true;
}
