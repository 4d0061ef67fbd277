#include "services/diagnosis/rpc/knowledge/library.h"

#include <utility>

#include "absl/strings/match.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/names.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {
namespace {

constexpr absl::Duration kLookEvery = absl::Seconds(1);

absl::StatusOr<Model> CompiledFor(KnowledgeBase kb, const Lexicon& lexicon) {
  Lexicon fitting = LexiconFor(kb, lexicon);
  ASSIGN_OR_RETURN(Model model, CompileModelWithNotes(std::move(kb), std::move(fitting)));
  LetSitesHear(&model);
  return model;
}

absl::StatusOr<Model> Compiled(const StoredKnowledgeBase& stored, const Lexicon& lexicon) {
  ASSIGN_OR_RETURN(text::Document document,
                   absl::EndsWith(stored.file_name, ".json")
                       ? text::ParseJson(stored.content, stored.file_name)
                       : text::ParseYaml(stored.content, stored.file_name));
  ASSIGN_OR_RETURN(KnowledgeBase kb, ReadKnowledgeBase(std::move(document)));
  return CompiledFor(std::move(kb), lexicon);
}

}  // namespace

const KnowledgeBaseEdition* Shelf::Find(const std::string& name) const {
  if (name.empty() || name == KnowledgeBaseText("current")) return &editions[current];
  for (const KnowledgeBaseEdition& edition : editions) {
    if (name == KnowledgeBaseText(edition.model->kb.Name())) return &edition;
  }
  return nullptr;
}

absl::StatusOr<std::unique_ptr<KnowledgeLibrary>> KnowledgeLibrary::Open(KnowledgeBase built_in,
                                                                         Lexicon lexicon,
                                                                         KnowledgeBaseStore* store,
                                                                         const Clock* clock) {
  ASSIGN_OR_RETURN(Model model, CompileModelWithNotes(std::move(built_in), lexicon));
  LetSitesHear(&model);
  std::unique_ptr<KnowledgeLibrary> library(
      new KnowledgeLibrary(std::move(model), std::move(lexicon), store, clock));
  RETURN_IF_ERROR(library->Refresh());
  return library;
}

// A version that is known already is not compiled again. One that this program cannot read is left
// out, unless it is the one in force.
absl::StatusOr<std::shared_ptr<const Shelf>> KnowledgeLibrary::Load(
    const KnowledgeBaseInForce& in_force, const Shelf* known) const {
  auto shelf = std::make_shared<Shelf>();
  shelf->revision = in_force.revision;
  ASSIGN_OR_RETURN(const std::vector<StoredKnowledgeBase> versions, store_->Versions());
  for (const StoredKnowledgeBase& stored : versions) {
    const KnowledgeBaseEdition* before =
        known == nullptr ? nullptr : known->Find(KnowledgeBaseText(stored.name));
    std::shared_ptr<const Model> model;
    if (before != nullptr && before->model->content_hash == stored.hash) {
      model = before->model;
    } else {
      absl::StatusOr<Model> compiled = Compiled(stored, lexicon_);
      if (!compiled.ok() && stored.name == in_force.name) return compiled.status();
      if (!compiled.ok()) continue;
      model = std::make_shared<const Model>(*std::move(compiled));
    }
    if (stored.name == in_force.name) shelf->current = shelf->editions.size();
    shelf->editions.push_back({std::move(model), stored.publish_time});
  }
  if (in_force.revision == 0) shelf->current = shelf->editions.size();
  shelf->editions.push_back({built_in_, std::nullopt});
  return shelf;
}

absl::Status KnowledgeLibrary::CheckWithCues(KnowledgeBase kb) const {
  return CompiledFor(std::move(kb), lexicon_).status();
}

absl::StatusOr<Model> KnowledgeLibrary::Compile(KnowledgeBase kb) const {
  return CompiledFor(std::move(kb), lexicon_);
}

std::shared_ptr<const Shelf> KnowledgeLibrary::AtHand() const {
  const absl::Time now = clock_->Now();
  absl::MutexLock lock(&mutex_);
  return now - looked_ < kLookEvery ? shelf_ : nullptr;
}

std::shared_ptr<const Shelf> KnowledgeLibrary::Fresh() {
  if (std::shared_ptr<const Shelf> shelf = AtHand()) return shelf;
  Refresh().IgnoreError();  // what is known is better than nothing
  absl::MutexLock lock(&mutex_);
  return shelf_;
}

absl::Status KnowledgeLibrary::Refresh() {
  absl::MutexLock one_at_a_time(&refreshing_);
  std::shared_ptr<const Shelf> known;
  {
    absl::MutexLock lock(&mutex_);
    known = shelf_;
    looked_ = clock_->Now();  // also when it fails: a store in trouble is not asked by every call
  }
  ASSIGN_OR_RETURN(const KnowledgeBaseInForce in_force, store_->InForce());
  if (known != nullptr && known->revision == in_force.revision) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::shared_ptr<const Shelf> shelf, Load(in_force, known.get()));
  absl::MutexLock lock(&mutex_);
  shelf_ = std::move(shelf);
  return absl::OkStatus();
}

}  // namespace pcsp::diagnosis
