import { spawnSync } from 'node:child_process';
import { canInstallDebianPackages, installDebianPackages } from '../browser/debian-packages';

/** The programs of Debian's packages slurm-wlm and munge that a cluster of one machine needs. */
const PROGRAMS = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'scontrol'] as const;

const isPresent = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Why no job can go through a Slurm here; null when one can. */
export function missingSlurm(): string | null {
  if (process.getuid?.() !== 0) return 'Slurm is started as root only';
  const missing = PROGRAMS.filter((program) => !isPresent(program));
  return missing.length === 0 ? null : `there is no ${missing.join(', ')} (apt-get install slurm-wlm munge)`;
}

/** Installs Slurm where that needs no password. It is optional. */
export function provideSlurm(): void {
  if (missingSlurm() !== null && canInstallDebianPackages()) installDebianPackages('slurm-wlm', 'munge');
}
