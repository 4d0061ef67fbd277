#include "services/assessments/domain/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::assessments {
namespace {

namespace fs = std::filesystem;

// Sorted, so that the order of faults does not depend on the disk.
absl::StatusOr<std::vector<fs::path>> ContentFiles(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string extension = it->path().extension().string();
    if (extension == ".yaml" || extension == ".json") files.push_back(it->path());
  }
  if (error) return ResourceNotFound("content", folder);
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<Catalogue> Catalogue::Make(std::vector<Instrument> instruments) {
  Catalogue catalogue;
  absl::MutexLock lock(&catalogue.state_->mutex);
  for (Instrument& instrument : instruments) {
    std::string name = instrument.name();
    auto owned = std::make_unique<const Instrument>(std::move(instrument));
    if (!catalogue.state_->instruments.try_emplace(name, std::move(owned)).second) {
      return ResourceExists("instrument", name);
    }
  }
  return catalogue;
}

absl::StatusOr<Catalogue> Catalogue::Load(const std::string& folder) {
  ASSIGN_OR_RETURN(const auto files, ContentFiles(folder));
  Violations violations;
  std::vector<Instrument> instruments;
  for (const fs::path& file : files) {
    auto instrument = LoadInstrument(file.string());
    if (instrument.ok()) {
      instruments.push_back(*std::move(instrument));
    } else {
      violations.Merge(absl::StrCat(file.filename().string(), ": "), instrument.status());
    }
  }
  RETURN_IF_ERROR(violations.ToStatus("INVALID_CONTENT"));
  return Make(std::move(instruments));
}

const Instrument* Catalogue::Find(absl::string_view name) const {
  absl::ReaderMutexLock lock(&state_->mutex);
  const auto it = state_->instruments.find(name);
  return it == state_->instruments.end() ? nullptr : it->second.get();
}

std::vector<const Instrument*> Catalogue::List() const {
  std::vector<const Instrument*> list;
  absl::ReaderMutexLock lock(&state_->mutex);
  for (const auto& [name, instrument] : state_->instruments) {
    if (instrument->programme.empty()) list.push_back(instrument.get());
  }
  return list;
}

absl::Status Catalogue::Prepare(absl::Span<const std::string> names) const {
  for (const std::string& text : names) {
    const auto name = ParseInstrumentName(text);
    if (!name || name->programme.empty() || !state_->source || Find(text) != nullptr) continue;
    ASSIGN_OR_RETURN(std::optional<Instrument> instrument, state_->source(*name));
    if (!instrument) continue;
    auto owned = std::make_unique<const Instrument>(*std::move(instrument));
    absl::MutexLock lock(&state_->mutex);
    state_->instruments.try_emplace(text, std::move(owned));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::assessments
