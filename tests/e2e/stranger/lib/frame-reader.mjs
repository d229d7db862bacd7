import { FormError, parseStrict } from './strict-json.mjs';

export const MAX_FRAME_BYTES = 1048576;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readFrame(data, isBinary, forms) {
  if (isBinary) throw new FormError('', 'binary frame', 1003);
  if (data.length > MAX_FRAME_BYTES) throw new FormError('', 'frame too large', 1009);
  const frame = parseStrict(decode(data));
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) throw new FormError('', 'not a JSON object');
  if (!('type' in frame)) throw new FormError('type', 'missing field');
  if (typeof frame.type !== 'string' || !Object.hasOwn(forms, frame.type)) throw new FormError('type', 'unknown type');
  forms[frame.type](frame, '');
  return frame;
}

function decode(data) {
  try {
    return decoder.decode(data);
  } catch {
    throw new FormError('', 'invalid UTF-8', 1007);
  }
}
