/**
 * Sends back what comes in, so that Jupyter knows that the kernel lives. ZeroMQ does it in a thread of its own: the
 * kernel's may be busy with the compiler for seconds.
 */

import { Dealer, Router, Proxy as SocketProxy } from "zeromq";

export class Heartbeat {
  readonly #frontends: Router = new Router({ linger: 0 });
  /** Connected to itself: what is sent into it comes out of it. */
  readonly #loop: Dealer = new Dealer({ linger: 0 });
  readonly #proxy: SocketProxy = new SocketProxy(this.#frontends, this.#loop);
  #ended: Promise<void> | undefined;

  async open(address: string): Promise<void> {
    const inside = "inproc://heartbeat";
    await Promise.all([this.#frontends.bind(address), this.#loop.bind(inside)]);
    this.#loop.connect(inside);
    this.#ended = this.#proxy.run().finally(() => {
      process.off("exit", this.#end);
    });
    // The process cannot exit before its threads do.
    process.on("exit", this.#end);
  }

  async close(): Promise<void> {
    this.#end();
    await this.#ended;
  }

  readonly #end = (): void => {
    process.off("exit", this.#end);
    this.#proxy.terminate();
  };
}
