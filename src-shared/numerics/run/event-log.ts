import type { FlowEvent } from '../../model/run';
import type { WatchedQuantity } from './flow-watch';

/**
 * Turns crossings of the watched quantities into the events of a run. `settled` is only known at the end: it is the last
 * time the flow came to rest and stayed there, since on a saddle the loss may rest for long and fall again.
 */
export class EventLog {
  private readonly events: FlowEvent[] = [];
  private settled: { readonly t: number; readonly loss: number } | null = null;

  /** Notes what holds at t = 0; `values` are the watched functions there. */
  begin(quantities: readonly WatchedQuantity[], values: Float64Array, loss: number): void {
    quantities.forEach((quantity, i) => {
      if (quantity.kind !== 'overlap' && values[i]! < 0) this.note(quantity, 'down', 0, loss);
    });
  }

  /** Notes a crossing at time t. */
  note(quantity: WatchedQuantity, direction: 'up' | 'down', t: number, loss: number): void {
    switch (quantity.kind) {
      case 'overlap':
        this.events.push({
          kind: 'overlap-crossing',
          t,
          index: quantity.index,
          level: quantity.level,
          direction,
        });
        return;
      case 'plateau':
        const kind = direction === 'down' ? 'plateau-entered' : 'plateau-left';
        this.events.push({ kind, t, loss });
        return;
      case 'settled':
        this.settled = direction === 'down' ? { t, loss } : null;
    }
  }

  /** The events in order of time; `finished` when the run reached its horizon, so that settling can be judged. */
  result(finished: boolean): readonly FlowEvent[] {
    if (!finished || this.settled === null) return this.events;
    const { t, loss } = this.settled;
    const later = this.events.findIndex((event) => event.t > t);
    const at = later < 0 ? this.events.length : later;
    return [...this.events.slice(0, at), { kind: 'settled', t, loss }, ...this.events.slice(at)];
  }
}
