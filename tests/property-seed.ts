import fc from 'fast-check';

// Properties are tried on the same cases every time, so that what failed once fails again. Other cases: any other number.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.GRASSFLOW_PROPERTY_SEED ?? 1) });
