package ringfence.manage.rest;

/// Something else that a product answers under `/api`, for its OpenAPI document.
///
/// @param path with `{name}` for a part of it, and `?name={name}` behind it for what its query has
/// @param summary a sentence
public record Operation(String method, String path, String summary) {}
