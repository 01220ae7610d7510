import 'inter-ui/inter-variable.css';
import { createApp } from 'vue';
import App from './App.vue';
import { createConnection } from './connection/connection';
import { openLink } from './connection/open-link';
import { reportsByFrame } from './connection/reports-by-frame';
import { createSession, sessionKey } from './stores/session';
import './styles/tokens.css';
import './styles/base.css';
import './styles/fields.css';
import './styles/floating.css';
import './styles/tables.css';

const connection = createConnection(openLink, reportsByFrame);
createApp(App).provide(sessionKey, createSession(connection)).mount('#app');
connection.connect();
