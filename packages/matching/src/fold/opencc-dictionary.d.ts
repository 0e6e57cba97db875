/** Pairs "traditional simplified", joined by "|". opencc-js ships the file without types. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
