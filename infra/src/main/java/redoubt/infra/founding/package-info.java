/** The first start: an organization, its administrator and a token. */
@NullMarked
package redoubt.infra.founding;

import org.jspecify.annotations.NullMarked;
