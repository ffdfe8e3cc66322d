/** Who may log in. */
export interface User {
  name: string;
  displayName: string;
  roles: string[];
  isDisabled: boolean;
  hasPassword: boolean;
  mustChangePassword: boolean;
  failedLogins: number;
  lockedUntil?: string;
  lastLoginAt?: string;
  passwordChangedAt?: string;
  createdAt: string;
}

/** What is to be so of a user; what is missing stays as it is. */
export interface UserChange {
  displayName?: string;
  roles?: string[];
  isDisabled?: boolean;
  password?: string;
  mustChangePassword?: boolean;
  unlock?: boolean;
}

/** Rights that go together. */
export interface Role {
  name: string;
  description: string;
  rights: string[];
}

/** The roles, and the rights that they may have. */
export interface Roles {
  roles: Role[];
  rights: string[];
}
