/**
 * A network through which whole amounts flow, such as pence from pots to needs. What was pushed
 * from one node stays pushed; only its way may change when another node pushes (augmenting paths of
 * fewest steps, Edmonds and Karp, Theoretical improvements in algorithmic efficiency for network
 * flow problems, 1972).
 */
export class FlowNetwork {
  /** Ends of edges by number; edge 2n and 2n + 1 are the two ways of one edge. */
  readonly #to: number[] = [];
  readonly #room: number[] = [];
  readonly #out: number[][] = [];

  /** Adds a node and gives its number. */
  addNode(): number {
    this.#out.push([]);
    return this.#out.length - 1;
  }

  /** Adds an edge that holds at most so much (0 or more, whole), and gives its number. */
  addEdge(from: number, to: number, most: number): number {
    const edge = this.#to.length;
    this.#to.push(to, from);
    this.#room.push(most, 0);
    this.#out[from]?.push(edge);
    this.#out[to]?.push(edge + 1);
    return edge;
  }

  /** What flows through an edge. */
  flowOf(edge: number): number {
    return this.#room[edge + 1] ?? 0;
  }

  /** Pushes up to so much from one node to another and gives how much went through. */
  push(from: number, to: number, most: number): number {
    let left = most;
    while (left > 0) {
      const path = this.#path(from, to);
      if (path === null) break;
      const room = Math.min(left, ...path.map((edge) => this.#room[edge] ?? 0));
      for (const edge of path) {
        this.#room[edge] = (this.#room[edge] ?? 0) - room;
        this.#room[edge ^ 1] = (this.#room[edge ^ 1] ?? 0) + room;
      }
      left -= room;
    }
    return most - left;
  }

  #path(from: number, to: number): readonly number[] | null {
    const by = new Map<number, number>([[from, -1]]);
    const queue = [from];
    for (const node of queue) {
      if (node === to) break;
      for (const edge of this.#out[node] ?? []) {
        const next = this.#to[edge] ?? from;
        if ((this.#room[edge] ?? 0) <= 0 || by.has(next)) continue;
        by.set(next, edge);
        queue.push(next);
      }
    }
    if (!by.has(to)) return null;
    const path: number[] = [];
    for (let node = to; node !== from; ) {
      const edge = by.get(node) ?? 0;
      path.push(edge);
      node = this.#to[edge ^ 1] ?? from;
    }
    return path;
  }
}
