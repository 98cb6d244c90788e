/** Accounts: passwords, sessions, letters, and the limits on guessing. */
@NullMarked
package redoubt.infra.account;

import org.jspecify.annotations.NullMarked;
