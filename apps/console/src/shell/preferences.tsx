import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { App, ConfigProvider, theme, type ThemeConfig } from 'antd';
import en from 'antd/es/locale/en_US.js';
import zhCn from 'antd/es/locale/zh_CN.js';
import { useTranslation } from 'react-i18next';
import { palettes, publishPalette, type Palette } from './palette.js';
import { readStored, writeStored } from './stored.js';

type Appearance = 'light' | 'dark';

interface Preferences {
  readonly appearance: Appearance;
  readonly palette: Palette;
  readonly setAppearance: (appearance: Appearance) => void;
}

const PreferencesContext = createContext<Preferences | undefined>(undefined);

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined)
    throw new Error('usePreferences needs a PreferencesProvider above it.');
  return preferences;
}

/** Appearance and language for everything below; both are remembered. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const [appearance, setAppearance] = useState<Appearance>(() =>
    readStored('appearance', systemAppearance()),
  );
  const palette = palettes[appearance];
  useEffect(() => {
    document.documentElement.dataset['appearance'] = appearance;
    document.documentElement.style.colorScheme = appearance;
    publishPalette(palette, document.documentElement);
  }, [appearance, palette]);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  const preferences = useMemo(
    () => ({
      appearance,
      palette,
      setAppearance: (next: Appearance) => {
        writeStored('appearance', next);
        setAppearance(next);
      },
    }),
    [appearance, palette],
  );
  return (
    <PreferencesContext.Provider value={preferences}>
      <ConfigProvider
        locale={i18n.language === 'en' ? en : zhCn}
        theme={themeOf(appearance, palette)}
        button={{ autoInsertSpace: false }}
      >
        <App message={{ maxCount: 3 }}>{children}</App>
      </ConfigProvider>
    </PreferencesContext.Provider>
  );
}

const systemAppearance = (): Appearance =>
  window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

function themeOf(appearance: Appearance, palette: Palette): ThemeConfig {
  return {
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.link,
      colorSuccess: palette.pass,
      colorError: palette.block,
      colorWarning: palette.restrict,
      colorInfo: palette.accent,
      colorSuccessBg: palette.passSoft,
      colorSuccessBorder: palette.passSoft,
      colorErrorBg: palette.blockSoft,
      colorErrorBorder: palette.blockSoft,
      colorWarningBg: palette.restrictSoft,
      colorWarningBorder: palette.restrictSoft,
      colorInfoBg: palette.accentSoft,
      colorInfoBorder: palette.accentSoft,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBorderSecondary: palette.line,
      colorText: palette.text,
      colorTextSecondary: palette.muted,
      colorTextDescription: palette.muted,
      colorTextPlaceholder: palette.muted,
      borderRadius: 8,
      fontSize: 14,
      fontFamily:
        "-apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
      wireframe: false,
    },
    components: {
      Table: { headerBg: palette.raised, headerColor: palette.muted, cellPaddingBlock: 12 },
      Menu: {
        itemSelectedBg: palette.accentSoft,
        itemSelectedColor: palette.link,
        itemBg: 'transparent',
      },
      Tabs: {
        itemSelectedColor: palette.link,
        inkBarColor: palette.link,
        itemHoverColor: palette.link,
      },
    },
  };
}
