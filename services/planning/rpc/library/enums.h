// Enums of messages and of structs, two by two.
#pragma once

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/domain/adaptation/sharing.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

template <typename Message, typename Struct>
using EnumPair = std::pair<Message, Struct>;

inline constexpr EnumPair<pb::Negotiable, Negotiable> kNegotiables[] = {
    {pb::NEGOTIABLE_FORM_ONLY, Negotiable::kFormOnly},
    {pb::NEGOTIABLE_NEVER, Negotiable::kNever},
    {pb::NEGOTIABLE_LOCAL, Negotiable::kLocal}};
inline constexpr EnumPair<pb::Sharing, Sharing> kSharings[] = {
    {pb::SHARING_ANONYMOUS, Sharing::kAnonymous},
    {pb::SHARING_NAMED, Sharing::kNamed},
    {pb::SHARING_WITHHELD, Sharing::kWithheld}};
inline constexpr EnumPair<pb::CoreChangeKind, CoreChange> kCoreChanges[] = {
    {pb::CORE_CHANGE_KIND_NONE, CoreChange::kNone},
    {pb::CORE_CHANGE_KIND_FORM, CoreChange::kForm},
    {pb::CORE_CHANGE_KIND_DOSE, CoreChange::kDose},
    {pb::CORE_CHANGE_KIND_REMOVES, CoreChange::kRemoves}};
inline constexpr EnumPair<pb::AdaptedWhen, AdaptedWhen> kAdaptedWhens[] = {
    {pb::ADAPTED_WHEN_BEFORE_START, AdaptedWhen::kBeforeStart},
    {pb::ADAPTED_WHEN_WHILE_RUNNING, AdaptedWhen::kWhileRunning},
    {pb::ADAPTED_WHEN_TO_KEEP_GOING, AdaptedWhen::kToKeepGoing}};
inline constexpr EnumPair<pb::AdaptedPart, AdaptedPart> kAdaptedParts[] = {
    {pb::ADAPTED_PART_CONTENT, AdaptedPart::kContent},
    {pb::ADAPTED_PART_SETTING, AdaptedPart::kSetting},
    {pb::ADAPTED_PART_TRAINING, AdaptedPart::kTraining},
    {pb::ADAPTED_PART_EVALUATION, AdaptedPart::kEvaluation}};
inline constexpr EnumPair<pb::AdaptedFor, AdaptedFor> kAdaptedFors[] = {
    {pb::ADAPTED_FOR_PERSON, AdaptedFor::kPerson},
    {pb::ADAPTED_FOR_GROUP_OF_PEOPLE, AdaptedFor::kGroupOfPeople},
    {pb::ADAPTED_FOR_COLLEAGUE, AdaptedFor::kColleague},
    {pb::ADAPTED_FOR_TEAM, AdaptedFor::kTeam},
    {pb::ADAPTED_FOR_SITE, AdaptedFor::kSite},
    {pb::ADAPTED_FOR_NETWORK, AdaptedFor::kNetwork},
    {pb::ADAPTED_FOR_SYSTEM, AdaptedFor::kSystem}};
inline constexpr EnumPair<pb::AdaptationState, AdaptationState> kAdaptationStates[] = {
    {pb::ADAPTATION_STATE_ALLOWED, AdaptationState::kAllowed},
    {pb::ADAPTATION_STATE_NEEDS_SIGN_OFF, AdaptationState::kNeedsSignOff},
    {pb::ADAPTATION_STATE_SIGNED_OFF, AdaptationState::kSignedOff},
    {pb::ADAPTATION_STATE_DECLINED, AdaptationState::kDeclined},
    {pb::ADAPTATION_STATE_WITHDRAWN, AdaptationState::kWithdrawn}};
inline constexpr EnumPair<pb::EffectVerdict, Verdict> kVerdicts[] = {
    {pb::EFFECT_VERDICT_UNCLEAR, Verdict::kUnclear},
    {pb::EFFECT_VERDICT_HELPED, Verdict::kHelped},
    {pb::EFFECT_VERDICT_NO_DIFFERENCE, Verdict::kNoDifference},
    {pb::EFFECT_VERDICT_HARM, Verdict::kHarm}};
inline constexpr EnumPair<pb::RecommendationSlot, Slot> kSlots[] = {
    {pb::RECOMMENDATION_SLOT_RANKED, Slot::kRanked},
    {pb::RECOMMENDATION_SLOT_WORKED_ELSEWHERE, Slot::kWorkedElsewhere},
    {pb::RECOMMENDATION_SLOT_EXPECTED, Slot::kExpected},
    {pb::RECOMMENDATION_SLOT_TRY_AND_LEARN, Slot::kTryAndLearn}};
inline constexpr EnumPair<pb::Setting, SiteSetting> kSettings[] = {
    {pb::SETTING_URBAN, SiteSetting::kUrban},
    {pb::SETTING_RURAL, SiteSetting::kRural},
    {pb::SETTING_SMALL, SiteSetting::kSmall},
    {pb::SETTING_LARGE, SiteSetting::kLarge},
    {pb::SETTING_DEPRIVED, SiteSetting::kDeprived}};
inline constexpr EnumPair<pb::StoryResult, Story> kStoryResults[] = {
    {pb::STORY_RESULT_UNCLEAR, Story::kUnclear},
    {pb::STORY_RESULT_HELPED, Story::kHelped},
    {pb::STORY_RESULT_PERSISTED, Story::kPersisted}};

// Every value of a struct's enum is in its table.
template <typename Message, typename Struct, size_t N>
Message MessageOf(Struct value, const EnumPair<Message, Struct> (&pairs)[N]) {
  for (const auto& [message, meaning] : pairs) {
    if (meaning == value) return message;
  }
  return pairs[0].first;
}

// A violation of `field` for a value that is not in the table; then the first one.
template <typename Message, typename Struct, size_t N>
Struct StructOf(absl::string_view field, Message value, const EnumPair<Message, Struct> (&pairs)[N],
                Violations& violations) {
  for (const auto& [message, meaning] : pairs) {
    if (message == value) return meaning;
  }
  const auto* names = google::protobuf::GetEnumDescriptor<Message>();
  const auto* given = names->FindValueByNumber(value);
  violations.Add(std::string(field), given != nullptr ? given->name() : absl::StrCat(value),
                 absl::StrJoin(pairs, ", ", [names](std::string* out, const auto& pair) {
                   out->append(names->FindValueByNumber(pair.first)->name());
                 }));
  return pairs[0].second;
}

}  // namespace pcsp::planning
