import type { YAMLError } from 'yaml';
import type { z } from 'zod';

/** What stands in the error of a YAML reader, as a sentence for whoever edits the file. */
export function syntaxRemedy(line: string, error: Pick<YAMLError, 'code'>): string {
  if (error.code === 'DUPLICATE_KEY') return '同一项写了两次，请删掉一处';
  if (line.includes('\t')) return '这一行用了制表符缩进，请改成空格';
  if (line.includes('：')) return '冒号用了全角“：”，请改成半角“: ”（后面留一个空格）';
  if (/，.*：|：.*，|\{[^}]*，/u.test(line)) return '逗号用了全角“，”，请改成半角“, ”';
  if (/^\s*(?:- )?\w+:\S/u.test(line)) return '冒号后面要留一个空格';
  return '格式不对：请看缩进和冒号后的空格是否齐全';
}

/** The same for what the schema says about a value. */
export function valueRemedy(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((key) => (typeof key === 'number' ? `第${key + 1}项` : String(key))).join(' ');
  return `${path === '' ? '文件' : path}：${sentence(issue)}`;
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.join('、');
    if (/[：，]/u.test(keys)) return `“${keys}”里用了全角冒号或逗号，请改成半角“: ”“, ”（后面留一个空格）`;
    return `不认识 ${keys}，请删掉或改正写法`;
  }
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.message.endsWith('undefined')) return '没有写，请补上';
  if (issue.expected === 'array') return '要写成列表：每项一行，以“- ”开头，或写在 [ ] 里';
  if (issue.expected === 'object')
    return '要写成“名称: 值”的形式（半角冒号加一个空格），请对照 org.example.yaml';
  return '要写成一句文字';
}
