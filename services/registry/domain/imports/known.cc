#include "services/registry/domain/imports/known.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

template <typename Value>
Value* Find(const absl::flat_hash_map<std::string, Value*>& map, absl::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

// No code system holds a space.
std::string CodeKey(absl::string_view system, absl::string_view code) {
  return absl::StrCat(system, " ", code);
}

}  // namespace

KnownIndex::KnownIndex(Known known) {
  for (Organisation& organisation : known.organisations) Put(std::move(organisation));
  for (Relationship& relationship : known.relationships) Put(std::move(relationship));
  for (SiteContext& context : known.contexts) Put(std::move(context));
}

const Organisation* KnownIndex::ByCode(absl::string_view system, absl::string_view code) const {
  return Find(by_code_, CodeKey(system, code));
}

const Organisation* KnownIndex::ById(absl::string_view id) const { return Find(by_id_, id); }

std::vector<const Relationship*> KnownIndex::RelationshipsOf(absl::string_view id) const {
  const auto found = relationships_of_.find(id);
  if (found == relationships_of_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

const SiteContext* KnownIndex::ContextOn(absl::string_view organisation, Date day) const {
  auto next = contexts_.upper_bound({std::string(organisation), day});
  if (next == contexts_.begin()) return nullptr;
  --next;
  return next->first.first == organisation ? &next->second : nullptr;
}

void KnownIndex::Put(Organisation organisation) {
  if (Organisation* known = Find(by_id_, organisation.id)) {
    *known = std::move(organisation);
    return;
  }
  Organisation& kept = organisations_.emplace_back(std::move(organisation));
  by_id_[kept.id] = &kept;
  if (!kept.code.empty()) by_code_[CodeKey(kept.code_system, kept.code)] = &kept;
}

void KnownIndex::Put(Relationship relationship) {
  std::vector<Relationship*>& of_subject = relationships_of_[relationship.subject];
  const auto known = std::find_if(of_subject.begin(), of_subject.end(),
                                  [&](const auto* other) { return other->id == relationship.id; });
  if (known != of_subject.end()) {
    **known = std::move(relationship);
    return;
  }
  Relationship& kept = relationships_.emplace_back(std::move(relationship));
  of_subject.push_back(&kept);
  relationships_of_[kept.object].push_back(&kept);
}

void KnownIndex::Put(SiteContext context) {
  std::pair<std::string, Date> key(context.organisation, context.effective_date);
  contexts_.insert_or_assign(std::move(key), std::move(context));
}

}  // namespace pcsp::registry
