/** Card JSON 2.0 as the page reads it: everything optional, since a drawing must survive any card. */
export interface CardText {
  readonly tag?: 'plain_text' | 'lark_md' | 'markdown';
  readonly content?: string;
  readonly text_size?: string;
  readonly text_color?: string;
  readonly text_align?: string;
  readonly lines?: number;
}

export interface CardIcon {
  readonly tag?: string;
  readonly token?: string;
  readonly color?: string;
  readonly img_key?: string;
  readonly size?: string;
}

export interface Behavior {
  readonly type: string;
  readonly value?: unknown;
  readonly default_url?: string;
  readonly pc_url?: string;
}

export interface Confirm {
  readonly title?: CardText;
  readonly text?: CardText;
}

export interface CardOption {
  readonly text?: CardText;
  readonly value?: string;
  readonly icon?: CardIcon;
  readonly img_key?: string;
  readonly disabled?: boolean;
  readonly disabled_tips?: CardText;
  readonly multi_url?: { readonly url?: string; readonly pc_url?: string };
}

export interface TableColumn {
  readonly name: string;
  readonly display_name?: string;
  readonly data_type?: string;
  readonly width?: string;
  readonly horizontal_align?: string;
  readonly vertical_align?: string;
  readonly date_format?: string;
  readonly format?: { readonly symbol?: string; readonly precision?: number; readonly separator?: boolean };
}

interface Layout {
  readonly direction?: string;
  readonly padding?: string;
  readonly margin?: string;
  readonly vertical_spacing?: string;
  readonly horizontal_spacing?: string;
  readonly vertical_align?: string;
  readonly horizontal_align?: string;
  readonly background_style?: string;
  readonly background_color?: string;
  readonly width?: string;
  readonly height?: string;
  readonly corner_radius?: string;
}

interface Display {
  readonly content?: string;
  readonly text_size?: string;
  readonly text_align?: string;
  readonly icon?: CardIcon;
  readonly color?: string;
  readonly fields?: readonly { readonly is_short?: boolean; readonly text?: CardText }[];
  readonly img_key?: string;
  readonly alt?: CardText;
  readonly title?: CardText;
  readonly scale_type?: string;
  readonly size?: string;
  readonly transparent?: boolean;
  readonly preview?: boolean;
  readonly combination_mode?: string;
  readonly img_list?: readonly { readonly img_key?: string }[];
  readonly user_id?: string;
  readonly persons?: readonly { readonly id?: string }[];
  readonly show_avatar?: boolean;
  readonly show_name?: boolean;
  readonly style?: string;
  readonly lines?: number;
  readonly chart_spec?: Readonly<Record<string, unknown>>;
  readonly aspect_ratio?: string;
  readonly color_theme?: string;
  readonly rows?: unknown;
  readonly page_size?: number;
  readonly row_height?: string;
  readonly freeze_first_column?: boolean;
  readonly header_style?: Readonly<Record<string, unknown>>;
}

interface Interactive {
  readonly name?: string;
  readonly type?: string;
  readonly behaviors?: readonly Behavior[];
  readonly confirm?: Confirm;
  readonly disabled?: boolean;
  readonly disabled_tips?: CardText;
  readonly hover_tips?: CardText;
  readonly required?: boolean;
  readonly form_action_type?: string;
  readonly placeholder?: CardText;
  readonly default_value?: string;
  readonly label?: CardText;
  readonly label_position?: string;
  readonly input_type?: string;
  readonly auto_resize?: boolean;
  readonly max_rows?: number;
  readonly max_length?: number;
  readonly options?: readonly CardOption[];
  readonly initial_option?: string;
  readonly initial_index?: number;
  readonly selected_values?: readonly string[];
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_datetime?: string;
  readonly multi_select?: boolean;
  readonly layout?: string;
  readonly can_preview?: boolean;
  readonly checked?: boolean;
  readonly overall_checkable?: boolean;
  readonly checked_style?: { readonly show_strikethrough?: boolean; readonly opacity?: number };
  readonly button_area?: { readonly pc_display_rule?: string; readonly buttons?: readonly CardElement[] };
}

export interface PanelHeader {
  readonly title?: CardText;
  readonly background_color?: string;
  readonly width?: string;
  readonly padding?: string;
  readonly icon?: CardIcon;
  readonly icon_position?: string;
  readonly icon_expanded_angle?: number;
}

export interface CardElement extends Layout, Display, Interactive {
  readonly tag: string;
  readonly element_id?: string;
  readonly text?: CardText;
  readonly elements?: readonly CardElement[];
  /** Columns of a column_set, or of a table. */
  readonly columns?: readonly unknown[];
  readonly flex_mode?: string;
  readonly weight?: number;
  readonly header?: PanelHeader;
  readonly expanded?: boolean;
  readonly border?: { readonly color?: string; readonly corner_radius?: string };
  readonly has_border?: boolean;
  readonly border_color?: string;
}

export interface CardJson {
  readonly schema?: string;
  readonly config?: {
    readonly width_mode?: string;
    readonly summary?: { readonly content?: string };
    readonly style?: {
      readonly text_size?: Readonly<Record<string, { default?: string; pc?: string; mobile?: string }>>;
      readonly color?: Readonly<Record<string, { light_mode?: string; dark_mode?: string }>>;
    };
  };
  readonly card_link?: { readonly url?: string };
  readonly header?: {
    readonly title?: CardText;
    readonly subtitle?: CardText;
    readonly template?: string;
    readonly text_tag_list?: readonly { readonly text?: CardText; readonly color?: string }[];
    readonly icon?: CardIcon;
    readonly padding?: string;
  };
  readonly body?: Layout & { readonly elements?: readonly CardElement[] };
}
