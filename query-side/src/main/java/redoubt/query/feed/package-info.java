/** What just happened, resumable and filtered by what the follower may see. */
@NullMarked
package redoubt.query.feed;

import org.jspecify.annotations.NullMarked;
