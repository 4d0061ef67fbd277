#include "services/assessments/rpc/convert.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostNamed = 1000;  // sites that cannot pass the policy, lines of what can

void SetTime(std::optional<absl::Time> time, google::protobuf::Timestamp* stamp) {
  if (!time) return;
  const int64_t micros = absl::ToUnixMicros(*time);
  stamp->set_seconds(micros / 1'000'000);
  stamp->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

// The id within `programme` of an organisation; "" may be allowed.
std::string IdWithin(const std::string& programme, const std::string& name, bool required,
                     const std::string& field, Violations& violations) {
  if (name.empty() && !required) return "";
  const auto parsed = ParseOrganisationName(name);
  if (parsed && parsed->programme == programme) return parsed->organisation;
  violations.Add(field, name,
                 absl::StrCat("programmes/", programme, "/organisations/{organisation}"));
  return "";
}

void AddHeadcounts(const pb::WaveSite& message, const std::string& at, WaveSite& site,
                   Violations& violations) {
  for (int i = 0; i < message.headcounts_size(); ++i) {
    const auto group = FromProto(message.headcounts(i).staff_group());
    if (!group) {
      violations.Add(absl::StrCat(at, "headcounts[", i, "].staff_group"), "", kStaffGroupRule);
      continue;
    }
    site.headcount[static_cast<int>(*group) - 1] = message.headcounts(i).people();
  }
}

// The minimum group size may stand beside the policy, in it, or in both.
void ReadPolicy(const pb::PrivacyPolicy& policy, Wave& wave, Violations& violations) {
  wave.min_distribution_size = policy.min_distribution_size();
  wave.min_free_text_size = policy.min_free_text_size();
  if (policy.min_group_size() == 0) return;
  if (wave.min_group_size != 0 && wave.min_group_size != policy.min_group_size()) {
    violations.Add("wave.privacy_policy.min_group_size", absl::StrCat(policy.min_group_size()),
                   absl::StrCat("the same as wave.min_group_size, ", wave.min_group_size));
  }
  wave.min_group_size = policy.min_group_size();
}

void AddReach(const Wave& wave, const OpeningReach& one, pb::WaveOpening& message) {
  pb::OpeningReach* const added = message.add_reach();
  added->set_organisation(OrganisationName{wave.name.programme, one.organisation}.ToString());
  if (one.group) {
    added->set_staff_group(static_cast<pcsp::type::v1::StaffGroup>(static_cast<int>(*one.group)));
  }
  added->set_headcount(one.people);
  added->set_means(one.means);
  added->set_distributions(one.distributions);
  added->set_free_text(one.free_text);
}

}  // namespace

pcsp::type::v1::Level ToProto(Level level) {
  return static_cast<pcsp::type::v1::Level>(static_cast<int>(level));
}

pcsp::type::v1::Construct ToProto(Construct construct) {
  return static_cast<pcsp::type::v1::Construct>(static_cast<int>(construct) + 1);
}

pb::WaveState ToProto(WaveState state) {
  return static_cast<pb::WaveState>(static_cast<int>(state));
}

pb::ResponseBand ToProto(const Band& band) {
  pb::ResponseBand message;
  message.set_low(band.low);
  message.set_high(band.high);
  return message;
}

pb::Wave ToProto(const Wave& wave) {
  pb::Wave message;
  message.set_name(wave.name.ToString());
  message.set_display_name(wave.display_name);
  message.mutable_instruments()->Add(wave.instruments.begin(), wave.instruments.end());
  message.set_min_group_size(wave.min_group_size);
  message.set_state(ToProto(wave.state));
  if (wave.open_time) SetTime(wave.open_time, message.mutable_open_time());
  if (wave.close_time) SetTime(wave.close_time, message.mutable_close_time());
  SetTime(wave.create_time, message.mutable_create_time());
  SetTime(wave.update_time, message.mutable_update_time());
  message.set_revision(wave.revision);
  message.set_etag(wave.etag());
  message.set_site_count(wave.site_count);
  message.set_evidence_revision(wave.evidence_revision);
  message.set_access(static_cast<pb::WaveAccess>(static_cast<int>(wave.access)));
  if (wave.publish_time) SetTime(wave.publish_time, message.mutable_publish_time());
  auto* policy = message.mutable_privacy_policy();
  policy->set_min_group_size(wave.min_group_size);
  policy->set_min_distribution_size(wave.min_distribution_size);
  policy->set_min_free_text_size(wave.min_free_text_size);
  return message;
}

pb::WaveOpening ToProto(const Wave& wave, const WaveOpening& opening) {
  pb::WaveOpening message;
  message.set_site_count(opening.sites);
  message.set_left_out_count(opening.left_out);
  message.set_headcount(opening.people);
  message.set_headcount_unknown_count(opening.headcount_unknown);
  message.set_cannot_pass_count(static_cast<int>(opening.cannot_pass.size()));
  for (const WaveSite& site : opening.cannot_pass) {
    if (message.cannot_pass_size() == kMostNamed) break;
    auto* added = message.add_cannot_pass();
    added->set_organisation(OrganisationName{wave.name.programme, site.organisation}.ToString());
    added->set_level(ToProto(site.level));
    added->set_headcount(site.people());
    added->set_missing(wave.min_group_size - site.people());
    added->set_reason(WhyItCannotPass(wave, site));
  }
  for (const SizeReach& size : opening.sizes) {
    auto* added = message.add_sizes();
    added->set_size(size.size);
    added->set_least(size.least);
    added->set_site_count(size.sites);
    added->set_staff_group_count(size.groups);
    added->set_text(ReachInWords(size, opening.sites));
  }
  for (const OpeningReach& one : opening.reach) {
    if (message.reach_size() == kMostNamed) break;
    AddReach(wave, one, message);
  }
  return message;
}

std::optional<Level> FromProto(pcsp::type::v1::Level level) {
  if (level < pcsp::type::v1::LEVEL_WHOLE_SYSTEM || level > pcsp::type::v1::LEVEL_PRACTICE) {
    return std::nullopt;
  }
  return static_cast<Level>(static_cast<int>(level));
}

std::optional<StaffGroup> FromProto(pcsp::type::v1::StaffGroup group) {
  if (group < pcsp::type::v1::STAFF_GROUP_GP || group > pcsp::type::v1::STAFF_GROUP_LEADERSHIP) {
    return std::nullopt;
  }
  return static_cast<StaffGroup>(static_cast<int>(group));
}

Wave FromProto(const pb::CreateWaveRequest& request, Violations& violations) {
  Wave wave;
  if (const auto programme = ParseProgrammeName(request.parent())) {
    wave.name.programme = *programme;
  } else {
    violations.Add("parent", request.parent(), kProgrammeNameRule);
  }
  wave.name.wave = request.wave_id();
  if (!request.wave_id().empty() && !IsResourceId(request.wave_id())) {
    violations.Add("wave_id", request.wave_id(), kResourceIdRule);
  }
  wave.display_name = request.wave().display_name();
  wave.instruments.assign(request.wave().instruments().begin(), request.wave().instruments().end());
  wave.min_group_size = request.wave().min_group_size();
  const pb::WaveAccess access = request.wave().access();
  if (!pb::WaveAccess_IsValid(access)) {
    violations.Add("wave.access", absl::StrCat(static_cast<int>(access)),
                   "ANYONE_WITH_LINK or INVITATION_ONLY");
  } else if (access != pb::WAVE_ACCESS_UNSPECIFIED) {
    wave.access = static_cast<WaveAccess>(static_cast<int>(access));
  }
  ReadPolicy(request.wave().privacy_policy(), wave, violations);
  return wave;
}

std::vector<WaveSite> FromProto(const pb::OpenWaveRequest& request, const std::string& programme,
                                Violations& violations) {
  std::vector<WaveSite> sites;
  for (const pb::WaveSite& message : request.sites()) {
    const std::string at = absl::StrCat("sites[", sites.size(), "].");
    WaveSite site;
    site.organisation = IdWithin(programme, message.organisation(), true,
                                 absl::StrCat(at, "organisation"), violations);
    const auto level = FromProto(message.level());
    if (!level) violations.Add(absl::StrCat(at, "level"), "", "a level");
    site.level = level.value_or(Level::kPractice);
    site.steering_group = IdWithin(programme, message.steering_group(), false,
                                   absl::StrCat(at, "steering_group"), violations);
    site.whole_system = IdWithin(programme, message.whole_system(), false,
                                 absl::StrCat(at, "whole_system"), violations);
    AddHeadcounts(message, at, site, violations);
    site.milestone = message.milestone();
    sites.push_back(std::move(site));
  }
  return sites;
}

WaveName WaveNameFrom(absl::string_view field, const std::string& name, Violations& violations) {
  const auto parsed = ParseWaveName(name);
  if (!parsed) violations.Add(std::string(field), name, kWaveNameRule);
  return parsed.value_or(WaveName());
}

std::string RequestIdFrom(absl::string_view field, const std::string& id, Violations& violations) {
  if (!id.empty() && !IsUuid(id)) violations.Add(std::string(field), id, "a UUID");
  return absl::AsciiStrToLower(id);
}

std::vector<Answer> AnswersOf(const pb::SubmitResponseRequest& request) {
  std::vector<Answer> answers;
  answers.reserve(request.answers_size());
  for (const auto& [item, code] : request.answers()) answers.push_back({item, code});
  return answers;
}

std::vector<Answer> WordsOf(const pb::SubmitResponseRequest& request) {
  std::vector<Answer> words;
  for (const auto& [item, text] : request.words()) words.push_back({item, text});
  return words;
}

}  // namespace pcsp::assessments
