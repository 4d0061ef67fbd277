#include "gateway/rest/openapi/paths.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace pcsp::rest {
namespace {

using Kind = TemplateSegment::Kind;

const TemplateVariable* VariableAt(size_t segment, const PathTemplate& path) {
  for (const TemplateVariable& variable : path.variables) {
    if (variable.begin <= segment && segment < variable.end) return &variable;
  }
  return nullptr;
}

std::string JsonPath(const FieldPath& path) {
  std::string text;
  for (const auto* field : path) {
    absl::StrAppend(&text, text.empty() ? "" : ".", field->json_name());
  }
  return text;
}

// Not one that the path has already.
std::string Unused(const std::string& name, const std::vector<PathParameter>& taken) {
  std::string unused = name;
  for (int i = 2; std::any_of(taken.begin(), taken.end(),
                              [&](const PathParameter& other) { return other.name == unused; });
       ++i) {
    unused = absl::StrCat(name, i);
  }
  return unused;
}

}  // namespace

std::string OneOf(absl::string_view collection) {
  if (collection == "people") return "person";
  const auto stem = [collection](size_t cut) {
    return collection.substr(0, collection.size() - cut);
  };
  if (absl::EndsWith(collection, "ies")) return absl::StrCat(stem(3), "y");
  if (absl::EndsWith(collection, "gnoses")) return absl::StrCat(stem(2), "is");
  const bool plural = absl::EndsWith(collection, "s") && !absl::EndsWith(collection, "ss") &&
                      !absl::EndsWith(collection, "us");
  return std::string(stem(plural ? 1 : 0));
}

OpenApiPath ToOpenApiPath(const Route& route) {
  OpenApiPath path;
  const auto& segments = route.path.segments;
  std::vector<std::string> written;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].kind == Kind::kLiteral) {
      written.push_back(segments[i].literal);
      continue;
    }
    const TemplateVariable* variable = VariableAt(i, route.path);
    const bool alone = variable != nullptr && variable->end - variable->begin == 1;
    const bool after_literal = i > 0 && segments[i - 1].kind == Kind::kLiteral;
    const std::string name = alone && variable->field_path.size() == 1 ? variable->field_path[0]
                             : after_literal ? OneOf(segments[i - 1].literal)
                                             : "rest";
    path.parameters.push_back({Unused(name, path.parameters)});
    written.push_back(absl::StrCat("{", path.parameters.back().name, "}"));
  }
  for (const std::string& part : written) absl::StrAppend(&path.text, "/", part);
  if (!route.path.verb.empty()) absl::StrAppend(&path.text, ":", route.path.verb);

  size_t parameter = 0;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].kind == Kind::kLiteral) continue;
    PathParameter& filled = path.parameters[parameter++];
    for (size_t v = 0; v < route.path.variables.size(); ++v) {
      const TemplateVariable& variable = route.path.variables[v];
      if (i < variable.begin || i >= variable.end) continue;
      filled.variable = JsonPath(route.variables[v]);
      for (size_t j = variable.begin; j < variable.end; ++j) {
        absl::StrAppend(&filled.value, filled.value.empty() ? "" : "/", written[j]);
      }
    }
  }
  return path;
}

}  // namespace pcsp::rest
