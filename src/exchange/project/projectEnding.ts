/** What a project's file is called. */
export const projectEnding = 'sfumato';
export const projectType = 'application/x-sfumato';
