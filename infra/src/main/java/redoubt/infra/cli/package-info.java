/** The command line for people: it speaks to a server over HTTP and knows nothing else of it. */
@NullMarked
package redoubt.infra.cli;

import org.jspecify.annotations.NullMarked;
