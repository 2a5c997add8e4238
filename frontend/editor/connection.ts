// The editor's side of `/live/documents/<id>`: the y-websocket protocol with acknowledgements, over a socket that
// comes back. Nothing that was typed is let go of before the server has said that it is on its disk.
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, length, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import type * as Y from "yjs";

const SYNC = 0, PRESENCE = 1, ACKNOWLEDGED = 8, STANDING = 9;
const FIRST_PAUSE_MS = 400, LONGEST_PAUSE_MS = 15_000, SILENCE_MS = 8000;
/** Ends for good, whatever the network does. */
const FINAL = new Set([4400, 1009, 4401, 4403, 4404, 4409]);

export type Role = "editor" | "commenter" | "viewer";
export type State = "opening" | "saved" | "saving" | "offline" | "ended";
export type Standing = { role: Role; refused: number; color: string };
type Handlers = {
  changed(state: State, hasUnsaved: boolean): void;
  synced(): void;
  standing(standing: Standing): void;
  ended(code: number): void;
};

export class Connection {
  readonly awareness: Awareness;
  private socket: WebSocket | undefined;
  private pause = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval>;
  private unacknowledged = 0; // messages of this socket that are not known to be durable
  private askedUs = false; // the server has asked this socket what it lacks
  private isSynced = false; // we have everything that the server had
  private isEnded = false;
  private hasUnsaved = false;
  private heardAt = 0;
  private said: State | undefined;

  constructor(private readonly path: string, readonly doc: Y.Doc, private readonly handlers: Handlers) {
    this.awareness = new Awareness(doc);
    doc.on("update", this.onUpdate);
    this.awareness.on("update", this.onPresence);
    window.addEventListener("online", this.atOnce);
    window.addEventListener("offline", this.onOffline);
    window.addEventListener("pagehide", this.onLeave);
    document.addEventListener("visibilitychange", this.onVisible);
    this.watch = setInterval(() => this.lookForSilence(), 2000);
    this.connect();
  }

  destroy() {
    this.isEnded = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    window.removeEventListener("online", this.atOnce);
    window.removeEventListener("offline", this.onOffline);
    window.removeEventListener("pagehide", this.onLeave);
    document.removeEventListener("visibilitychange", this.onVisible);
    this.doc.off("update", this.onUpdate);
    this.awareness.destroy();
    this.socket?.close();
  }

  /** Whether something that was typed here is not known to be durable. */
  get isDirty() {
    return this.hasUnsaved;
  }

  private connect() {
    if (this.isEnded || this.socket) return;
    const socket = new WebSocket(new URL(this.path, location.href.replace(/^http/, "ws")));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (event) => this.heard(new Uint8Array(event.data as ArrayBuffer));
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event.code);
    };
  }

  private opened() {
    this.heardAt = Date.now();
    this.unacknowledged = 0;
    this.askedUs = false;
    this.send(SYNC, (encoder) => writeSyncStep1(encoder, this.doc));
    if (this.awareness.getLocalState()) this.sendPresence([this.doc.clientID]);
    this.tell();
  }

  private heard(message: Uint8Array) {
    this.heardAt = Date.now();
    const decoder = createDecoder(message);
    switch (readVarUint(decoder)) {
      case SYNC: {
        const answer = createEncoder();
        writeVarUint(answer, SYNC);
        const step = readSyncMessage(decoder, answer, this.doc, this);
        if (step === 0) {
          this.askedUs = true;
          this.pause = FIRST_PAUSE_MS;
        }
        if (length(answer) > 1) this.sendCounted(toUint8Array(answer));
        if (step === 1 && !this.isSynced) {
          this.isSynced = true;
          this.handlers.synced();
        }
        break;
      }
      case PRESENCE:
        applyAwarenessUpdate(this.awareness, readVarUint8Array(decoder), this);
        break;
      case ACKNOWLEDGED:
        this.unacknowledged -= readVarUint(decoder);
        if (this.unacknowledged <= 0 && this.askedUs) this.hasUnsaved = false;
        break;
      case STANDING:
        this.handlers.standing(JSON.parse(readVarString(decoder)) as Standing);
        break;
    }
    this.tell();
  }

  private lost(code: number) {
    this.socket = undefined;
    this.unacknowledged = 0;
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    if (FINAL.has(code)) {
      this.isEnded = true;
      this.handlers.ended(code);
    } else {
      this.timer = setTimeout(() => this.connect(), this.pause * (0.5 + Math.random()));
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    }
    this.tell();
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return;
    this.hasUnsaved = true;
    this.sendCounted(encoded(SYNC, (encoder) => writeUpdate(encoder, update)));
    this.tell();
  };

  private readonly onPresence = (change: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
    if (origin === this) return;
    const own = [...change.added, ...change.updated, ...change.removed].filter((id) => id === this.doc.clientID);
    if (own.length) this.sendPresence(own);
  };

  private readonly atOnce = () => {
    clearTimeout(this.timer);
    this.pause = FIRST_PAUSE_MS;
    this.connect();
  };

  private readonly onOffline = () => this.cutOff();

  private readonly onLeave = () => removeAwarenessStates(this.awareness, [this.doc.clientID], "leaving");

  /** A laptop that slept may have a socket that looks open and leads nowhere: ask, and expect an answer. */
  private readonly onVisible = () => {
    if (document.visibilityState !== "visible") return;
    if (!this.socket) return this.atOnce();
    if (Date.now() - this.heardAt < SILENCE_MS || this.socket.readyState !== WebSocket.OPEN) return;
    const asked = Date.now();
    this.send(SYNC, (encoder) => writeSyncStep1(encoder, this.doc));
    setTimeout(() => {
      if (this.heardAt < asked) this.cutOff();
    }, 3000);
  };

  private lookForSilence() {
    const waits = this.unacknowledged > 0 || (this.socket && !this.askedUs);
    if (waits && this.heardAt && Date.now() - this.heardAt > SILENCE_MS) this.cutOff();
  }

  private cutOff() {
    const { socket } = this;
    if (!socket) return;
    socket.onclose = null;
    socket.close();
    this.lost(0);
  }

  private send(kind: number, write: (encoder: ReturnType<typeof createEncoder>) => void) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(encoded(kind, write));
  }

  private sendCounted(message: Uint8Array<ArrayBuffer>) {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.unacknowledged += 1;
    this.heardAt = this.unacknowledged === 1 ? Date.now() : this.heardAt;
    this.socket.send(message);
  }

  private sendPresence(clients: number[]) {
    this.send(PRESENCE, (encoder) => writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, clients)));
  }

  private tell() {
    const state = this.state();
    const unsaved = this.hasUnsaved;
    if (state === this.said && state !== "offline") return;
    this.said = state;
    this.handlers.changed(state, unsaved);
  }

  private state(): State {
    if (this.isEnded) return "ended";
    if (this.socket?.readyState !== WebSocket.OPEN) return this.isSynced ? "offline" : "opening";
    if (!this.isSynced) return "opening";
    return this.hasUnsaved ? "saving" : "saved";
  }
}

function encoded(kind: number, write: (encoder: ReturnType<typeof createEncoder>) => void): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  writeVarUint(encoder, kind);
  write(encoder);
  return toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}
