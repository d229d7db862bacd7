import assert from 'node:assert/strict';
import { begin, changeFrame, end, openFrame } from './tools.mjs';
import { FormError, parseStrict } from '../lib/strict-json.mjs';
import * as forms from '../lib/forms.mjs';

function accepts(form, value) {
  try {
    form(value, 'x');
    return true;
  } catch (error) {
    assert.ok(error instanceof FormError);
    return false;
  }
}

// Each: what is sent, the field that the error must name, the close code.
const badFrames = {
  'not JSON': ['{', '', 1008],
  'not an object': ['[]', '', 1008],
  'byte order mark': ['\uFEFF{"type":"ack","seq":"1"}', '', 1008],
  'unknown type': ['{"type":"surprise"}', 'type', 1008],
  'a type of the other direction': ['{"type":"key_accepted"}', 'type', 1008],
  'prototype name as type': ['{"type":"constructor"}', 'type', 1008],
  'missing type': ['{"seq":"1"}', 'type', 1008],
  'missing field': ['{"type":"ack"}', 'seq', 1008],
  'unknown field': ['{"type":"ack","seq":"1","more":1}', 'more', 1008],
  'null for a field': ['{"type":"ack","seq":null}', 'seq', 1008],
  'number for digits': ['{"type":"ack","seq":1}', 'seq', 1008],
  'digits too large': ['{"type":"ack","seq":"18446744073709551616"}', 'seq', 1008],
  'digits with zero in front': ['{"type":"ack","seq":"01"}', 'seq', 1008],
  'repeated key': ['{"type":"ack","seq":"1","s\\u0065q":"1"}', 'seq', 1008],
  'count with a point': ['{"type":"heartbeat","ticks":1.0,"echo":null}', 'ticks', 1008],
  'count with exponent': ['{"type":"heartbeat","ticks":1e3,"echo":null}', 'ticks', 1008],
  'negative zero count': ['{"type":"heartbeat","ticks":-0,"echo":null}', 'ticks', 1008],
  'field of an inner object': ['{"type":"heartbeat","ticks":1,"echo":{"ticks":1}}', 'echo.held', 1008],
  'too deep': ['{"type":"ack","seq":[[[[[[[[1]]]]]]]]}', 'seq.0.0.0.0.0.0.0', 1008],
  'control character': ['{"type":"notify","text":"a\\u0001"}', 'text', 1008],
  'lone surrogate': ['{"type":"notify","text":"\\ud800"}', 'text', 1008],
  'text too long': [JSON.stringify({ type: 'notify', text: 'x'.repeat(256) }), 'text', 1008],
  'second welcome': [
    '{"type":"welcome","minor":0,"program":"x","resume_after":"0","heartbeat_ms":1,"dead_after_ms":1,"report_after":"0","ticks":1}',
    'type', 1008,
  ],
  'bad element of a list': [JSON.stringify(changeFrame('set_volume', openFrame({ magic: 'x' }))), 'opens.0.magic', 1008],
  'empty opens': [JSON.stringify(changeFrame('set_stops', openFrame(), { opens: [] })), 'opens', 1008],
  'negative lots': [JSON.stringify(openFrame({ volume: '-1' })), 'volume', 1008],
  'negative zero price': [JSON.stringify(openFrame({ sl: '-0' })), 'sl', 1008],
  'comment with a space': [JSON.stringify(openFrame({ comment: 'a b' })), 'comment', 1008],
  'contradictory expected': [JSON.stringify(openFrame({ expected: { side: null, volume: '1' } })), 'expected.volume', 1008],
  'bad UTF-8': [Buffer.from([0x7b, 0xff, 0x7d]), '', 1007],
  'binary': [Buffer.from('{}'), '', 1003, true],
  'too large': [JSON.stringify({ type: 'notify', text: 'x'.repeat(1048577) }), '', 1009],
};

async function refusesBadFrame([data, field, closeCode, binary = false]) {
  const scene = await begin();
  scene.session.sendRaw(data, { binary });
  const error = await scene.session.wait('error');
  await scene.session.waitClosed();
  assert.deepEqual([error.code, error.field, scene.session.closeCode], ['protocol', field, closeCode]);
  await scene.stub.session(2);
  await end(scene);
}

export const formTests = {
  'forms: numbers and texts': () => {
    for (const good of ['0', '0.10', '-1.5', '999999999999.12345678']) assert.ok(accepts(forms.number, good), good);
    const bad = ['-0', '-0.00', '.5', '1e3', '+1', ' 1', 'NaN', '01', '1.', '1.123456789', '1000000000000', 0.1, '1\n'];
    for (const value of bad) assert.ok(!accepts(forms.number, value), String(value));
    assert.ok(accepts(forms.text(2), '😀😀') && !accepts(forms.name(3), ''));
    assert.ok(accepts(forms.digits, '18446744073709551615'));
  },
  'forms: strict JSON agrees with JSON.parse': () => {
    const source = ' {"a" : [1, -2, "x\\n\\u00e9\\ud83d\\ude00", true, false, null, {"__proto__": []}], "b":{} } ';
    assert.equal(JSON.stringify(parseStrict(source)), JSON.stringify(JSON.parse(source)));
    for (const bad of ['{"a":1,}', '[1,]', '{"a" 1}', '01', '"\t"', 'nul', '{} {}', '{a:1}', '']) {
      assert.throws(() => parseStrict(bad), FormError, bad);
    }
  },
  'forms: bad frames are answered and closed': async () => {
    for (const [name, bad] of Object.entries(badFrames)) {
      try {
        await refusesBadFrame(bad);
      } catch (error) {
        error.message = `${name}: ${error.message}`;
        throw error;
      }
    }
  },
  'forms: a monitor refuses instructions': async () => {
    const scene = await begin({ role: 'monitor' });
    scene.session.send(openFrame());
    const error = await scene.session.wait('error');
    assert.equal(error.field, 'type');
    await end(scene);
  },
};
