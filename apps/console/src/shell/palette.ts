/** The colours of the console, for antd's theme and for own styles (as `--name`). Contrast is at least 4.5:1. */
export interface Palette {
  readonly ground: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly link: string;
  readonly pass: string;
  readonly block: string;
  readonly restrict: string;
  readonly passSoft: string;
  readonly blockSoft: string;
  readonly restrictSoft: string;
  readonly accentSoft: string;
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ground: '#f4f6f8',
    surface: '#ffffff',
    raised: '#f8f9fb',
    line: '#e1e5ea',
    text: '#1b2430',
    muted: '#566272',
    accent: '#2a5f86',
    link: '#22597f',
    pass: '#23704f',
    block: '#b0352e',
    restrict: '#875a0b',
    passSoft: '#e6f3ed',
    blockSoft: '#fbe9e7',
    restrictSoft: '#fbf1dd',
    accentSoft: '#e5eff6',
  },
  dark: {
    ground: '#0f1317',
    surface: '#171c22',
    raised: '#1d232a',
    line: '#2b333d',
    text: '#e3e8ee',
    muted: '#9ba8b6',
    accent: '#3a7ba8',
    link: '#84bce2',
    pass: '#6fc79f',
    block: '#f08a82',
    restrict: '#e0b25c',
    passSoft: '#17302a',
    blockSoft: '#3a2022',
    restrictSoft: '#352a17',
    accentSoft: '#1b2f3e',
  },
};

/** Publishes a palette as custom properties of the page. */
export function publishPalette(palette: Palette, root: HTMLElement): void {
  for (const [name, colour] of Object.entries(palette)) {
    root.style.setProperty(
      `--${name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)}`,
      colour,
    );
  }
}
