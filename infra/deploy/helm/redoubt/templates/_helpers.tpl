{{- define "redoubt.name" -}}
{{- if contains "redoubt" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-redoubt{{ end -}}
{{- end }}

{{- define "redoubt.selector" -}}
app.kubernetes.io/name: redoubt
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "redoubt.labels" -}}
{{ include "redoubt.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "redoubt.secret" -}}
{{ .Values.secret.existing | default (include "redoubt.name" .) }}
{{- end }}
