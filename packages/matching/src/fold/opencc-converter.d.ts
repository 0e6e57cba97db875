declare module 'opencc-js/t2cn' {
  export function Converter(locales: { from: string; to: string }): (text: string) => string;
}
