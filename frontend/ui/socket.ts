// A WebSocket that comes back: after a jittered, growing pause, and at once when the network does.
const FIRST_PAUSE_MS = 500, LONGEST_PAUSE_MS = 20_000;

export type Handlers = {
  opened(isAgain: boolean): void;
  heard(message: Record<string, unknown>): void;
  lost(): void;
};

export class Socket {
  private socket: WebSocket | undefined;
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wasOpen = false;
  private isClosed = false;
  private readonly atOnce = () => {
    if (this.socket) return;
    clearTimeout(this.timer);
    this.connect();
  };

  constructor(private readonly path: string, private readonly handlers: Handlers) {
    window.addEventListener("online", this.atOnce);
    this.connect();
  }

  send(message: unknown) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.atOnce);
    this.socket?.close();
  }

  private connect() {
    const socket = new WebSocket(new URL(this.path, location.href.replace(/^http/, "ws")));
    this.socket = socket;
    socket.onopen = () => {
      this.pause = FIRST_PAUSE_MS;
      this.handlers.opened(this.wasOpen);
      this.wasOpen = true;
    };
    socket.onmessage = (event) => this.handlers.heard(JSON.parse(String(event.data)) as Record<string, unknown>);
    socket.onclose = () => this.again();
  }

  private again() {
    this.socket = undefined;
    if (this.isClosed) return;
    this.handlers.lost();
    this.timer = setTimeout(() => this.connect(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }
}
