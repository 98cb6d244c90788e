/** Frameworks, and how far an organization meets them: the endpoints that are more than lists and single things. */
@NullMarked
package redoubt.api.compliance;

import org.jspecify.annotations.NullMarked;
