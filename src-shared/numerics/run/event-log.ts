import type { FlowEvent } from '../../model/run';
import type { WatchedQuantity } from './flow-watch';

/** The events of a run as they are found, in order of time. */
export class EventLog {
  private readonly found: FlowEvent[];

  /** `earlier` are the events of a run that is taken up again. */
  constructor(earlier: readonly FlowEvent[] = []) {
    this.found = [...earlier];
  }

  get events(): readonly FlowEvent[] {
    return this.found;
  }

  /** Notes what holds at t = 0; `values` are the watched functions there. */
  begin(quantities: readonly WatchedQuantity[], values: Float64Array, loss: number): void {
    quantities.forEach((quantity, i) => {
      if (quantity.kind === 'plateau' && values[i]! < 0) this.note(quantity, 'down', 0, loss);
    });
  }

  /** Notes a crossing at time t. */
  note(quantity: WatchedQuantity, direction: 'up' | 'down', t: number, loss: number): void {
    if (quantity.kind === 'overlap') {
      const { index, level } = quantity;
      this.found.push({ kind: 'overlap-crossing', t, index, level, direction });
    } else {
      const kind = direction === 'down' ? 'plateau-entered' : 'plateau-left';
      this.found.push({ kind, t, loss });
    }
  }
}
