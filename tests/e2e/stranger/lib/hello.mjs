import { ticksNow } from './ticks.mjs';

export function makeHello(account, role, events) {
  return {
    type: 'hello',
    minor: 0,
    role,
    platform: 'mt5',
    login: account.login,
    server: account.server,
    company: account.company,
    holder: account.holder,
    currency: account.currency,
    kind: account.kind,
    margin_mode: account.marginMode,
    fifo: false,
    leverage: account.leverage,
    order_limit: 0,
    stop_out_mode: 'percent',
    stop_out: '50',
    build: 4000,
    ea_version: '1.0.0',
    utc_offset_s: account.utcOffsetS,
    permissions: { ...account.permissions },
    ...events.helloFields(),
    ticks: ticksNow(),
  };
}
