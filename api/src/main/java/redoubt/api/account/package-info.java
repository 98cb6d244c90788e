/** The accounts of people: how they sign in and out, and what they may change about themselves. */
@NullMarked
package redoubt.api.account;

import org.jspecify.annotations.NullMarked;
