/** The server did not do what it was told; in its words. */
export declare class ParhelionError extends Error {}

/** The path of the server's program; throws where there is none. */
export declare function findBinary(): string;

/** A server of its own on a free port, with further arguments of `parhelion serve`. */
export declare function startServer(...args: string[]): Promise<Server>;

export interface ForkOptions {
  /** Small letters, digits and `-`. */
  name?: string;
  /** Where ids and choices come from: by the name, unless told otherwise. */
  seed?: number;
}

export declare class Server {
  /** A server that runs already: `new Server("http://127.0.0.1:4566")`. */
  constructor(endpoint: string);
  readonly endpoint: string;
  /** A world that goes on from the server's own cloud, as it is now. */
  fork(options?: ForkOptions): Promise<World>;
  /** Ends the process, if it was started here. */
  close(): Promise<void>;
}

export interface Span {
  seconds?: number;
  minutes?: number;
  hours?: number;
  days?: number;
}

/** The one clock of a world: everything that depends on time goes by it. */
export declare class Clock {
  now(): Promise<Date>;
  /** When the next thing is due; null: nothing is. */
  nextDue(): Promise<Date | null>;
  /** Lets time pass (a number is seconds), and what is due happen. */
  advance(by: number | Span): Promise<Date>;
  /** Sets it, never back. */
  set(to: Date): Promise<Date>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** Who decides what AWS is free to do: calm, unless told otherwise. */
export declare class Adversary {
  /** From now on each choice deviates with this probability, at these points only (none: at any). */
  random(rate: number, options?: { seed?: number; points?: string[] }): Promise<void>;
  /** Exactly these deviations, by site, as `taken` gives them. */
  plan(sites: Record<string, number>): Promise<void>;
  calm(): Promise<void>;
  taken(): Promise<Record<string, number>>;
}

/** An event of the journal. */
export interface Event {
  seq: number;
  at: number;
  what: string;
  [field: string]: unknown;
}

/** A cloud of its own. */
export declare class World {
  readonly endpoint: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Below it, buckets and distributions have their names. */
  readonly host: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
  readonly clock: Clock;
  readonly adversary: Adversary;
  /** What the clients of the AWS SDK are made with: `new S3Client(aws.config)`. */
  readonly config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    forcePathStyle: true;
  };
  /** What leads AWS's clients in other processes here. */
  readonly environment: Record<string, string>;
  /** Everything that happened here, oldest first. */
  journal(): Promise<Event[]>;
  /** The journal's calls to AWS's APIs, or those of one operation. */
  calls(operation?: string): Promise<Event[]>;
  save(name: string): Promise<void>;
  load(name: string): Promise<void>;
  /** Makes this world what it was when it began. */
  reset(): Promise<void>;
  fork(options?: ForkOptions): Promise<World>;
  /** Forgets this world. */
  drop(): Promise<void>;
}
