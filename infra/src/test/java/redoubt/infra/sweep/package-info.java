/** Whether anybody learns or changes what is not theirs: every operation of the served document, asked for somebody else's things. */
@NullMarked
package redoubt.infra.sweep;

import org.jspecify.annotations.NullMarked;
