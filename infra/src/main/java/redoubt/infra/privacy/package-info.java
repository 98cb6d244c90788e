/** What says who somebody is stands in the log under a key of theirs, and is gone with the key. */
@NullMarked
package redoubt.infra.privacy;

import org.jspecify.annotations.NullMarked;
