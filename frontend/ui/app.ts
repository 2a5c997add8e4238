// The whole of what a page runs: htmx with evaluation off, and our elements, one file each.
import "./htmx.ts";
import "./toast-list.ts";
import "./ticking-time.ts";
import "./copy-button.ts";
import "./menu-button.ts";
import "./theme-switch.ts";
import "./form-guard.ts";
import "./combo-box.ts";
import "./dialog-opener.ts";
import "./live-page.ts";
import "./key-commands.ts";
import "./send-key.ts";
import "./command-palette.ts";
import "./zone-guess.ts";
import "./list-filter.ts";
import "./header-height.ts";
import "./current-tab.ts";
