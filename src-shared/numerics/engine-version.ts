/** Version of the engine: part of every run's identity. Raise it whenever any run's bytes may change. */
export const ENGINE_VERSION = '5';
