#include "common/storage/backup/manifest.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"

namespace pcsp::backup {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;

json ToJson(const Contents& contents) {
  json heads = json::object();
  for (const auto& [programme, end] : contents.heads) {
    heads[programme] = {{"sequence", end.sequence}, {"hash", end.hash}};
  }
  return {{"schemaSteps", contents.steps}, {"rows", contents.rows}, {"auditHeads", heads}};
}

Contents ContentsFrom(const json& j) {
  Contents contents{.steps = j.at("schemaSteps"), .rows = j.at("rows")};
  for (const auto& [programme, end] : j.at("auditHeads").items()) {
    contents.heads[programme] = {end.at("sequence"), end.at("hash")};
  }
  return contents;
}

// Throws what nlohmann throws.
Manifest ManifestFrom(const json& j) {
  Manifest manifest;
  manifest.engine =
      j.at("engine") == "postgresql" ? sql::Engine::kPostgresql : sql::Engine::kSqlite;
  manifest.time = absl::FromUnixSeconds(j.at("unixTime"));
  for (const json& part : j.at("parts")) {
    manifest.parts.push_back({.service = part.at("service"),
                              .file = part.at("file"),
                              .bytes = part.at("bytes"),
                              .sha256 = part.at("sha256"),
                              .contents = ContentsFrom(part.at("contents"))});
  }
  return manifest;
}

std::string ChecksumOf(json j) {
  j.erase("checksum");
  return Sha256Hex(j.dump());
}

}  // namespace

std::string ToJson(const Manifest& manifest) {
  json parts = json::array();
  for (const Part& part : manifest.parts) {
    parts.push_back({{"service", part.service},
                     {"file", part.file},
                     {"bytes", part.bytes},
                     {"sha256", part.sha256},
                     {"contents", ToJson(part.contents)}});
  }
  json j = {{"format", kFormat},
            {"engine", manifest.engine == sql::Engine::kPostgresql ? "postgresql" : "sqlite"},
            {"time", absl::FormatTime(absl::RFC3339_sec, manifest.time, absl::UTCTimeZone())},
            {"unixTime", absl::ToUnixSeconds(manifest.time)},
            {"parts", parts}};
  j["checksum"] = ChecksumOf(j);
  return j.dump(2) + "\n";
}

absl::StatusOr<Manifest> FromJson(absl::string_view text) {
  try {
    const json j = json::parse(text.begin(), text.end());
    if (j.at("format") != kFormat) return BackupDamaged("its manifest is of another format");
    if (j.at("checksum") != ChecksumOf(j)) return BackupDamaged("its manifest was altered");
    return ManifestFrom(j);
  } catch (const json::exception&) {
    return BackupDamaged("its manifest cannot be read");
  }
}

absl::Status BackupDamaged(absl::string_view what) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The backup is damaged: ", what, "."),
                   {.reason = "BACKUP_DAMAGED", .precondition = "another backup"});
}

}  // namespace pcsp::backup
