/** Accounts: the people and programs that everything else refers to. */
@NullMarked
package redoubt.people;

import org.jspecify.annotations.NullMarked;
