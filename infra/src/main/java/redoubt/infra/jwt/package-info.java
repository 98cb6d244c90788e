/** Tokens that carry a signature of ours, and the keys they are signed with, which all nodes share. */
@NullMarked
package redoubt.infra.jwt;

import org.jspecify.annotations.NullMarked;
