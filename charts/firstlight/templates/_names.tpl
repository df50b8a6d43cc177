{{/* Names and labels that several objects share. */}}

{{- define "firstlight.name" -}}
{{ printf "%s-forwarder" .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "firstlight.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "firstlight.name" .) }}
{{- end }}

{{- define "firstlight.selector" -}}
app.kubernetes.io/name: firstlight-forwarder
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "firstlight.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{ include "firstlight.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: firstlight
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "firstlight.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}
