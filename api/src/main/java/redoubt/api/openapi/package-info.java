/** The machine-readable description of everything that can be called, derived from what is mounted. */
@NullMarked
package redoubt.api.openapi;

import org.jspecify.annotations.NullMarked;
