/** Where connections come in: how long a sender is waited for, what is said to those who are not, and what is noted. */
@NullMarked
package redoubt.infra.edge;

import org.jspecify.annotations.NullMarked;
