/** What goes on for as long as the program runs, on every node or on one of them alone, and begins anew when it fails. */
@NullMarked
package redoubt.infra.supervision;

import org.jspecify.annotations.NullMarked;
