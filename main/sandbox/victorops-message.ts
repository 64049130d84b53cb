import { codePoints, grouped } from '#shared/text/measure.ts';
import { isBlank, isObject, type JsonObject, member } from './json-body.ts';

const MESSAGE_TYPES = ['CRITICAL', 'WARNING', 'ACKNOWLEDGEMENT', 'INFO', 'RECOVERY'];
const MAX_NOTES = 20;

/** What VictorOps makes of it: any case will do, OK is RECOVERY, and whatever it does not know is INFO. */
export function messageType(message: JsonObject): string {
  const type = written(message);
  if (type === 'OK') return 'RECOVERY';
  return MESSAGE_TYPES.includes(type) ? type : 'INFO';
}

/** What is taken, but not as it was meant. */
export function messageNotes(message: JsonObject): readonly string[] {
  const notes: string[] = [];
  const type = written(message);
  if (type !== 'OK' && !MESSAGE_TYPES.includes(type)) {
    notes.push(
      `message_type is none of ${MESSAGE_TYPES.join(', ')}. VictorOps says success and treats it as INFO: nobody is told.`,
    );
  }
  if (isBlank(member(message, 'entity_id'))) {
    notes.push('There is no entity_id. The one in the answer is the only way to resolve this.');
  }
  for (const [name, value] of Object.entries(message)) {
    if (notes.length >= MAX_NOTES) break;
    notes.push(...fieldNotes(name, value));
  }
  return notes;
}

function written(message: JsonObject): string {
  const type = member(message, 'message_type');
  return typeof type === 'string' ? type.toUpperCase() : '';
}

function fieldNotes(name: string, value: unknown): string[] {
  if (name === 'timestamp' || name === 'state_start_time') {
    return value === null || typeof value === 'number'
      ? []
      : [`${name} has to be a number of seconds since 1970.`];
  }
  if (name === 'entity_id' && !isBlank(value) && typeof value !== 'string') {
    return [
      'entity_id is not a text. How VictorOps takes that is not documented; the sandbox made a new one.',
    ];
  }
  if (isObject(value) || typeof value !== 'string') return [];
  const limit = limitOf(name);
  const length = codePoints(value);
  return length > limit
    ? [
        `"${name}" has ${grouped(length)} characters; the limit is ${grouped(limit)}, and the rest may be cut.`,
      ]
    : [];
}

function limitOf(name: string): number {
  if (name === 'entity_id') return 512;
  if (name === 'state_message') return 20_480;
  return name.startsWith('vo_annotate.') ? 1124 : 1024;
}
