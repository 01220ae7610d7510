import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Longest time a timer can be set to (2³¹ − 1 ms), a little less than 25 days. */
const LONGEST_SECONDS = 2_147_483;

/**
 * Seconds of a time as written on a command line: `90` (seconds), `50m`, `1h30m`, `2d`, or as Slurm writes it
 * (`30:00`, `1:30:00`, `2-00:00:00`).
 */
export function parseSeconds(text: string): number {
  const seconds = secondsOf(text.trim().toLowerCase());
  if (seconds === null || seconds <= 0 || seconds > LONGEST_SECONDS) {
    throw new InvalidArgumentError('Write a time up to 24 days, for example 90, 50m, 1h30m or 1:30:00.');
  }
  return seconds;
}

function secondsOf(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (/^(\d+[dhms])+$/.test(text)) {
    const parts = text.match(/\d+[dhms]/g) ?? [];
    return parts.reduce((sum, part) => sum + Number(part.slice(0, -1)) * (UNITS[part.slice(-1)] ?? 0), 0);
  }
  const [, days = '0', clock = ''] = /^(?:(\d+)-)?(\d+(?::\d{1,2}){1,2})$/.exec(text) ?? [];
  if (clock === '') return null;
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(days) * 86_400 + seconds;
}

/** A time as Slurm and people read it: `1:30:00`, or `2-00:00:00` from a day on. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3_600) % 24;
  const clock = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return days === 0 ? `${hours}:${clock}` : `${days}-${two(hours)}:${clock}`;
}
