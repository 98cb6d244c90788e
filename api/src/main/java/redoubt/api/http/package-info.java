/** The mechanics of HTTP that know nothing of resources: strict JSON, query strings, entity tags, whole answers. */
@NullMarked
package redoubt.api.http;

import org.jspecify.annotations.NullMarked;
