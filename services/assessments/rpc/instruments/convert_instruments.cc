#include "services/assessments/rpc/instruments/convert_instruments.h"

#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/instruments/translation_rules.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

void SetTime(std::optional<absl::Time> time, google::protobuf::Timestamp* stamp) {
  const int64_t micros = absl::ToUnixMicros(*time);
  stamp->set_seconds(micros / 1'000'000);
  stamp->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

pb::Option ToProto(const AnswerOption& option) {
  pb::Option message;
  message.set_code(option.code);
  message.set_label(option.label);
  message.set_score(option.score);
  return message;
}

bool IsNumbered(ScaleKind kind) {
  return kind == ScaleKind::kZeroToTen || kind == ScaleKind::kSlider || kind == ScaleKind::kNumber;
}

pb::Scale ToProto(const Scale& scale) {
  pb::Scale message;
  message.set_id(scale.id);
  message.set_kind(static_cast<pb::ScaleKind>(static_cast<int>(scale.kind)));
  for (const AnswerOption& option : scale.options) *message.add_options() = ToProto(option);
  for (const AnswerOption& reason : scale.not_relevant) {
    *message.add_not_relevant() = ToProto(reason);
  }
  if (IsNumbered(scale.kind)) {
    message.set_low(scale.low);
    message.set_high(scale.high);
    message.set_step(scale.step);
  } else if (scale.ordered() && scale.first_value != 1) {
    message.set_first_value(scale.first_value);
  }
  message.set_evidence(scale.evidence);
  return message;
}

pb::Section ToProto(const Section& section) {
  pb::Section message;
  message.set_code(section.code);
  message.set_title(section.title);
  message.set_introduction(section.introduction);
  if (section.shown_to == Audience()) return message;
  pb::Audience* const audience = message.mutable_shown_to();
  for (Level level : section.shown_to.levels) audience->add_levels(ToProto(level));
  for (StaffGroup group : section.shown_to.staff_groups) {
    audience->add_staff_groups(static_cast<pcsp::type::v1::StaffGroup>(static_cast<int>(group)));
  }
  for (const std::string& word : section.shown_to.milestones) audience->add_milestones(word);
  return message;
}

pb::Item ToProto(const Item& item, const Instrument& instrument) {
  pb::Item message;
  message.set_code(item.code);
  if (item.construct) message.set_construct(ToProto(*item.construct));
  message.set_subcomponent(item.subcomponent);
  message.set_concept_id(item.concept_word);
  message.set_scale(instrument.ScaleOf(item).id);
  message.set_reverse(item.reverse);
  message.mutable_success_factors()->Add(item.success_factors.begin(), item.success_factors.end());
  message.set_text(item.text);
  if (item.section >= 0) message.set_section(instrument.sections[item.section].code);
  return message;
}

pb::Translation ToProto(const Translation& translation) {
  pb::Translation message;
  message.set_title(translation.title);
  message.set_introduction(translation.introduction);
  message.mutable_items()->insert(translation.items.begin(), translation.items.end());
  message.mutable_sections()->insert(translation.sections.begin(), translation.sections.end());
  message.mutable_section_introductions()->insert(translation.section_introductions.begin(),
                                                  translation.section_introductions.end());
  message.mutable_options()->insert(translation.options.begin(), translation.options.end());
  return message;
}

template <typename Texts>
std::map<std::string, std::string> Sorted(const Texts& texts) {
  return {texts.begin(), texts.end()};
}

Translation FromProto(const pb::Translation& message) {
  return {.title = message.title(),
          .introduction = message.introduction(),
          .items = Sorted(message.items()),
          .sections = Sorted(message.sections()),
          .section_introductions = Sorted(message.section_introductions()),
          .options = Sorted(message.options())};
}

Level LevelFrom(const std::string& field, int level, Violations& violations) {
  const auto known = assessments::FromProto(static_cast<pcsp::type::v1::Level>(level));
  if (!known) violations.Add(field, absl::StrCat(level), "a level");
  return known.value_or(Level::kPractice);
}

std::vector<AnswerOption> FromProto(const google::protobuf::RepeatedPtrField<pb::Option>& options,
                                    bool scored) {
  std::vector<AnswerOption> read;
  for (const pb::Option& option : options) {
    read.push_back({option.code(), option.label(), scored ? option.score() : 0});
  }
  return read;
}

void AddPositions(const pb::Scale& message, Scale& scale) {
  const bool ten = scale.kind == ScaleKind::kZeroToTen && message.high() == 0;
  scale.low = message.low();
  scale.high = ten ? 10 : message.high();
  scale.step = message.step() == 0 ? 1 : message.step();
  if (scale.kind == ScaleKind::kNumber) return;
  std::map<std::string, std::string> labels;
  for (const pb::Option& option : message.options()) labels[option.code()] = option.label();
  MakePositions(scale, {});
  for (AnswerOption& option : scale.options) {
    const auto label = labels.find(option.code);
    if (label != labels.end() && !label->second.empty()) option.label = label->second;
  }
}

Scale FromProto(const pb::Scale& message, const std::string& at, Violations& violations) {
  Scale scale{.id = message.id(), .kind = static_cast<ScaleKind>(message.kind())};
  if (message.kind() < pb::SCALE_KIND_AGREEMENT || message.kind() > pb::SCALE_KIND_TEXT) {
    violations.Add(at + "kind", absl::StrCat(message.kind()), "a kind of scale");
    scale.kind = ScaleKind::kAgreement;
  }
  if (IsNumbered(scale.kind)) {
    AddPositions(message, scale);
  } else {
    scale.options = FromProto(message.options(), true);
    if (message.has_first_value()) scale.first_value = message.first_value();
  }
  scale.not_relevant = FromProto(message.not_relevant(), false);
  scale.evidence = message.evidence();
  return scale;
}

Section FromProto(const pb::Section& message, const std::string& at, Violations& violations) {
  Section section{
      .code = message.code(), .title = message.title(), .introduction = message.introduction()};
  const pb::Audience& audience = message.shown_to();
  for (int level : audience.levels()) {
    section.shown_to.levels.push_back(LevelFrom(at + "shown_to.levels", level, violations));
  }
  for (int group : audience.staff_groups()) {
    const auto known = assessments::FromProto(static_cast<pcsp::type::v1::StaffGroup>(group));
    if (known) section.shown_to.staff_groups.push_back(*known);
    if (!known) violations.Add(at + "shown_to.staff_groups", absl::StrCat(group), kStaffGroupRule);
  }
  section.shown_to.milestones.assign(audience.milestones().begin(), audience.milestones().end());
  return section;
}

template <typename T>
int IndexOf(const std::vector<T>& things, std::string T::*code, const std::string& wanted) {
  for (size_t i = 0; i < things.size(); ++i) {
    if (things[i].*code == wanted) return static_cast<int>(i);
  }
  return -1;
}

Item FromProto(const pb::Item& message, const Instrument& instrument, const std::string& at,
               Violations& violations) {
  Item item{.code = message.code(),
            .subcomponent = message.subcomponent(),
            .concept_word = message.concept_id(),
            .reverse = message.reverse(),
            .text = message.text()};
  const int construct = message.construct();
  if (construct < 0 || construct > kConstructs) {
    violations.Add(at + "construct", absl::StrCat(construct), "a construct, or none");
  } else if (construct > 0) {
    item.construct = static_cast<Construct>(construct - 1);
  }
  item.scale = IndexOf(instrument.scales, &Scale::id, message.scale());
  if (item.scale < 0) {
    violations.Add(at + "scale", message.scale(), "the id of one of the instrument's scales");
    item.scale = 0;
  }
  if (!message.section().empty()) {
    item.section = IndexOf(instrument.sections, &Section::code, message.section());
    if (item.section < 0) {
      violations.Add(at + "section", message.section(), "the code of one of its sections");
    }
  }
  item.success_factors.assign(message.success_factors().begin(), message.success_factors().end());
  return item;
}

void AddLevels(const pb::Instrument& message, Instrument& instrument, Violations& violations) {
  const std::string field = "instrument.levels";
  if (message.levels().empty()) {
    instrument.level = LevelFrom("instrument.level", message.level(), violations);
    return;
  }
  instrument.level = LevelFrom(field, message.levels(0), violations);
  for (int i = 1; i < message.levels_size(); ++i) {
    instrument.more_levels.push_back(LevelFrom(field, message.levels(i), violations));
  }
}

}  // namespace

pb::Instrument ToProto(const Instrument& instrument) {
  pb::Instrument message;
  message.set_name(instrument.name());
  message.set_level(ToProto(instrument.level));
  message.add_levels(ToProto(instrument.level));
  for (Level level : instrument.more_levels) message.add_levels(ToProto(level));
  message.set_title(instrument.title);
  message.set_language(instrument.language);
  message.set_licence(instrument.licence);
  message.set_attribution(instrument.attribution);
  message.set_introduction(instrument.introduction);
  message.set_source_url(instrument.source_url);
  message.set_derived_from(instrument.derived_from);
  for (const Scale& scale : instrument.scales) *message.add_scales() = ToProto(scale);
  for (const Section& section : instrument.sections) *message.add_sections() = ToProto(section);
  for (const Item& item : instrument.items) *message.add_items() = ToProto(item, instrument);
  for (const auto& [tag, translation] : instrument.translations) {
    (*message.mutable_translations())[tag] = ToProto(translation);
  }
  for (const std::string& tag : LanguagesOf(instrument)) message.add_languages(tag);
  message.set_state(pb::INSTRUMENT_STATE_PUBLISHED);
  return message;
}

pb::Instrument ToProto(const Edition& edition) {
  pb::Instrument message = ToProto(edition.instrument);
  message.set_state(static_cast<pb::InstrumentState>(static_cast<int>(edition.state)));
  message.set_etag(edition.etag());
  SetTime(edition.create_time, message.mutable_create_time());
  SetTime(edition.update_time, message.mutable_update_time());
  if (edition.publish_time) SetTime(edition.publish_time, message.mutable_publish_time());
  if (edition.retire_time) SetTime(edition.retire_time, message.mutable_retire_time());
  return message;
}

Instrument FromProto(const pb::Instrument& message, Violations& violations) {
  Instrument instrument{.title = message.title(),
                        .language = message.language(),
                        .licence = message.licence(),
                        .attribution = message.attribution(),
                        .introduction = message.introduction(),
                        .source_url = message.source_url(),
                        .derived_from = message.derived_from()};
  AddLevels(message, instrument, violations);
  for (const pb::Scale& scale : message.scales()) {
    const std::string at = absl::StrCat("instrument.scales.", scale.id(), ".");
    instrument.scales.push_back(FromProto(scale, at, violations));
  }
  for (const pb::Section& section : message.sections()) {
    const std::string at = absl::StrCat("instrument.sections[", instrument.sections.size(), "].");
    instrument.sections.push_back(FromProto(section, at, violations));
  }
  for (const pb::Item& item : message.items()) {
    const std::string at = absl::StrCat("instrument.items[", instrument.items.size(), "].");
    instrument.items.push_back(FromProto(item, instrument, at, violations));
  }
  for (const auto& [tag, translation] : message.translations()) {
    instrument.translations[tag] = FromProto(translation);
  }
  instrument.IndexItems();
  return instrument;
}

}  // namespace pcsp::assessments
