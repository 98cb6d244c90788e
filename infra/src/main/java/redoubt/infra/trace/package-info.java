/** Traces of what is done because of a request, from its arrival to whoever is told of it, sent to a collector if one is set. */
@NullMarked
package redoubt.infra.trace;

import org.jspecify.annotations.NullMarked;
