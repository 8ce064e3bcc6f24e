import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Chat } from '../chat/Chat.js';
import { ChatList } from '../chat/ChatList.js';
import { Panel } from '../panel/Panel.js';
import { Tour } from '../tour/Tour.js';
import { httpBackend } from './http-backend.js';
import { useOverlay } from './overlay.js';
import { Rail } from './Rail.js';
import { DemoStore, useView } from './store.js';
import { useDevice, useTheme } from './theme.js';
import { TopBar } from './TopBar.js';

/** The whole demo: who one is, the chats, one chat, and what happens underneath. */
export function App(): VNode {
  const store = useMemo(() => new DemoStore(httpBackend()), []);
  const view = useView(store);
  const device = useDevice();
  const [theme, toggleTheme] = useTheme();
  const overlay = useOverlay();
  // On a phone one page at a time: the list, a chat, or what lies underneath.
  const [page, setPage] = useState<'list' | 'chat'>('chat');
  const [panel, setPanel] = useState(device === 'pc' && window.innerWidth >= 1180);
  useEffect(() => void store.refresh(), [store]);

  const open = (chatId: string): void => {
    setPage('chat');
    void store.open(chatId);
  };
  const become = (openId: string, chatName?: string): void => {
    setPage('chat');
    void store.become(openId, chatName);
  };
  return (
    <div class={`app app--${device} app--at-${page} ${panel ? 'app--panel' : ''}`} data-ready={view.ready}>
      <TopBar
        view={view}
        theme={theme}
        panel={panel}
        setClock={(at) => void store.setClock(at)}
        reset={() => void store.reset()}
        toggleTheme={toggleTheme}
        togglePanel={() => setPanel(!panel)}
      />
      <Tour
        view={view}
        become={become}
        open={open}
        setClock={(at) => store.setClock(at)}
        putAway={() => store.putAway()}
      />
      {view.failed === undefined ? undefined : (
        <div class="failed" role="alert">
          连不上模拟器：{view.failed}
          <button
            type="button"
            class="c-btn c-btn--default c-btn--small"
            onClick={() => void store.refresh()}
          >
            再试
          </button>
        </div>
      )}
      <div class="app__main">
        <Rail view={view} become={become} />
        <ChatList view={view} open={open} />
        <Chat
          key={`${view.as}|${view.chatId}`}
          store={store}
          view={view}
          device={device}
          dark={theme === 'dark'}
          overlay={overlay}
          back={() => setPage('list')}
        />
        {panel ? <Panel view={view} close={() => setPanel(false)} /> : undefined}
      </div>
      {overlay.drawn}
    </div>
  );
}
