/** Secrets: how tokens are drawn, kept and recognised. */
@NullMarked
package redoubt.infra.security;

import org.jspecify.annotations.NullMarked;
