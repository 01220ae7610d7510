/** Switch by which `npm start` names a project to the desktop application: an argument of its own needs no ending. */
export const PROJECT_SWITCH = '--grassflow-project=';
