import { render } from 'preact';
import './styles/base.css';
import './styles/card.css';
import './styles/words.css';
import './styles/blocks.css';
import './styles/button.css';
import './styles/controls.css';
import './styles/popup.css';
import './styles/overlay.css';
import './styles/chat.css';
import './styles/message.css';
import './styles/composer.css';
import './styles/frame.css';
import './styles/tour.css';
import './styles/panel.css';
import { App } from './app/App.js';
import { Gallery } from './app/Gallery.js';
import { tokenCss } from './card/tokens.js';

const tokens = document.createElement('style');
tokens.textContent = tokenCss();
document.head.prepend(tokens);

const root = document.getElementById('app');
if (root !== null) render(location.pathname === '/gallery' ? <Gallery /> : <App />, root);
