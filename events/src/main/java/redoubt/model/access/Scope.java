package redoubt.model.access;

import java.util.List;

/**
 * Where a resource stands.
 *
 * @param organization its tenant
 * @param folders the identifiers of its folder and that folder's ancestors, nearest first; empty for things that stand
 *     in no folder
 */
public record Scope(String organization, List<String> folders) {}
